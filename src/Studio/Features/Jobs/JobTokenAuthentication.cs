using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Studio.Storage;

namespace Studio.Features.Jobs;

/// <summary>
/// Signs in a job process by the token of its attempt. Only the worker's endpoints name this scheme, so the token opens
/// nothing else; it ends with the attempt, because the job then carries another hash or none.
/// </summary>
public sealed class JobTokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    JobStore jobs) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "JobToken";
    const string TokenClaim = "job-token";
    const string Prefix = "Bearer ";

    /// <summary>A WebSocket cannot always carry headers, so the hub also takes the token from the address.</summary>
    const string QueryKey = "access_token";

    /// <summary>The running job whose present attempt the caller is, looked up anew; null once it has been taken over or has ended.</summary>
    public static async Task<Job?> FindJobAsync(ClaimsPrincipal? caller, JobStore jobs, CancellationToken cancellationToken) =>
        caller?.FindFirstValue(TokenClaim) is { } token ? await jobs.FindByTokenAsync(token, cancellationToken) : null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (ReadToken() is not { Length: > 0 } token)
            return AuthenticateResult.NoResult();
        if (await jobs.FindByTokenAsync(token, Context.RequestAborted) is not { } job)
            return AuthenticateResult.Fail("The token belongs to no running job.");
        var identity = new ClaimsIdentity([new Claim(TokenClaim, token), new Claim("job", job.Id.ToString("D"))], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    string? ReadToken()
    {
        var header = Request.Headers.Authorization.ToString();
        return header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            ? header[Prefix.Length..].Trim()
            : Request.Query[QueryKey].ToString();
    }
}
