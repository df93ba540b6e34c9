namespace Studio.Features.Audit;

public static class AuditServices
{
    /// <summary>The catalog of checks: each is one line here, in the order in which they run.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddSingleton<StoredPictures>()
        .AddSingleton<Fingerprinting>()
        .AddSingleton<Measuring>()
        .AddSingleton<IAuditCheck, PatientCheck>()
        .AddSingleton<IAuditCheck, SplitCheck>()
        .AddSingleton<IAuditCheck, DuplicateCheck>()
        .AddSingleton<DataAudit>();
}
