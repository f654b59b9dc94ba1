namespace Tureen.Rooms.Security;

/// <summary>Headers that every answer has; a handler may replace them.</summary>
internal static class SecurityHeaders
{
    /// <summary>Answers that are no pages run nothing and cannot be framed.</summary>
    private const string NothingRuns = "default-src 'none'; frame-ancestors 'none'";

    public static void Add(HttpResponse response)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = NothingRuns;
        response.Headers["Referrer-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers["X-Frame-Options"] = "SAMEORIGIN";
    }
}
