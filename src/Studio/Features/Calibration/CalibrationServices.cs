namespace Studio.Features.Calibration;

public static class CalibrationServices
{
    public static IServiceCollection AddCalibration(this IServiceCollection services)
    {
        services.AddSingleton<CalibrationReader>();
        services.AddSingleton<OperatingPointService>();
        return services;
    }
}
