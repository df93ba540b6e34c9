namespace Studio.Features.Audit;

public static class AuditServices
{
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddSingleton<Fingerprinting>()
        .AddSingleton<DuplicateCheck>()
        .AddSingleton<DataAudit>();
}
