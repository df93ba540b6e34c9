using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Studio.Contracts;
using Studio.Contracts.Jobs;

namespace Studio.Features.Jobs;

/// <summary>The queue of jobs, their processes and the endpoints these report to.</summary>
public static class JobServices
{
    public static IServiceCollection AddJobs(this IServiceCollection services, JobOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<IJobLauncher, LocalLauncher>();
        services.AddSingleton<StudioAddress>();
        services.AddSingleton<JobSpecBuilder>();
        services.AddSingleton<JobEffects>();
        services.AddSingleton<JobEventFeed>();
        services.AddSingleton<JobReports>();
        services.AddSingleton<JobQueue>();
        services.AddSingleton<JobAftermath>();
        services.AddSingleton<JobProcesses>();
        services.AddSingleton<WorkerConnections>();
        services.AddHostedService<JobDispatcher>();
        services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, JobTokenAuthentication>(JobTokenAuthentication.SchemeName, null);
        services.AddAuthorization();
        services.AddSignalR().AddJsonProtocol(protocol => ContractJson.Configure(protocol.PayloadSerializerOptions))
            .AddHubOptions<WorkerHub>(hub => hub.MaximumReceiveMessageSize = WorkerProtocol.MaximumMessageBytes);
        return services;
    }

    public static IEndpointRouteBuilder MapJobs(this IEndpointRouteBuilder app)
    {
        WorkerEndpoints.Map(app);
        return app;
    }
}
