namespace Studio.Hosting;

/// <summary>Errors of the HTTP interface as ProblemDetails, with a title that people can read.</summary>
public static class Problems
{
    public static IResult BadRequest(string title) => Results.Problem(title: title, statusCode: StatusCodes.Status400BadRequest);

    /// <summary>Signed in, but not allowed to.</summary>
    public static IResult Forbidden(string title) => Results.Problem(title: title, statusCode: StatusCodes.Status403Forbidden);

    public static IResult NotFound(string title) => Results.Problem(title: title, statusCode: StatusCodes.Status404NotFound);

    /// <summary>No room left: the request may be sent again later.</summary>
    public static IResult StorageFull(string title) => Results.Problem(title: title, statusCode: StatusCodes.Status507InsufficientStorage);
}
