using Studio.Features.Audit.Report;
using Studio.Features.Reports;

namespace Studio.Features.Audit;

public static class AuditServices
{
    /// <summary>The catalog of checks: each is one line here, in the order in which they run.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddSingleton<StoredPictures>()
        .AddSingleton<Fingerprinting>()
        .AddSingleton<Measuring>()
        .AddSingleton<LabelReader>()
        .AddSingleton<LabelFactsReader>()
        .AddSingleton<IAuditCheck, PatientCheck>()
        .AddSingleton<IAuditCheck, SplitCheck>()
        .AddSingleton<IAuditCheck, DuplicateCheck>()
        .AddSingleton<IAuditCheck, ShortcutCheck>()
        .AddSingleton<IAuditCheck, SmallPartsCheck>()
        .AddSingleton<IAuditCheck, CutLabelsCheck>()
        .AddSingleton<IAuditCheck, OutsideBodyCheck>()
        .AddSingleton<IAuditCheck, OddSizeCheck>()
        .AddSingleton<IAuditCheck, PartCountCheck>()
        .AddSingleton<IAuditCheck, HolesCheck>()
        .AddSingleton<IAuditCheck, LostLabelsCheck>()
        .AddSingleton<IAuditCheck, BoxShapeCheck>()
        .AddSingleton<IAuditCheck, DoubleBoxesCheck>()
        .AddSingleton<IAuditCheck, OddBoxesCheck>()
        .AddSingleton<IAuditCheck, LabelGapCheck>()
        .AddSingleton<IAuditCheck, EmptyLabelCheck>()
        .AddSingleton<IAuditCheck, ContradictionCheck>()
        .AddSingleton<IAuditCheck, GeometryCheck>()
        .AddSingleton<IAuditCheck, ClassBalanceCheck>()
        .AddSingleton<IAuditCheck, BaselineCheck>()
        .AddSingleton<IAuditCheck, FewPatientsCheck>()
        .AddSingleton<IAuditCheck, LabelDoubtCheck>()
        .AddSingleton<DataAudit>()
        .AddSingleton<AuditRecorder>()
        .AddSingleton<AuditReader>()
        .AddSingleton<EvidencePictures>()
        .AddSingleton<RunAudits>()
        .AddSingleton<ReportStores>()
        .AddSingleton<AuditReporter>()
        .AddSingleton<ReportFile>();

    /// <summary>The audits that run in the background of the web studio, and what people do about findings.</summary>
    public static IServiceCollection AddBackgroundAudit(this IServiceCollection services) => services
        .AddSingleton<AuditRunner>()
        .AddHostedService(provider => provider.GetRequiredService<AuditRunner>())
        .AddSingleton<AuditDecisions>();
}
