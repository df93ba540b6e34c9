using Studio.Features.Admin;
using Studio.Features.Label;
using Studio.Features.Overview;
using Studio.Features.Projects;
using Studio.Features.Team;

namespace Studio.Features.Shell;

/// <summary>What the top bar and the pages outside labelling and training need.</summary>
public static class PageServices
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddSingleton<RunningJobReader>();
        services.AddSingleton<JumpSearch>();
        services.AddScoped<Toasts>();
        services.AddSingleton<AcceleratorReader>();
        services.AddSingleton<MachineReader>();
        services.AddSingleton<ProjectsReader>();
        services.AddSingleton<ResultReader>();
        services.AddSingleton<FactsReader>();
        services.AddSingleton<ActivityReader>();
        services.AddSingleton<JobListing>();
        services.AddSingleton<WorkbenchReader>();
        services.AddSingleton<WorkQueueReader>();
        services.AddSingleton<AssignmentService>();
        return services;
    }
}
