using Microsoft.AspNetCore.Cors.Infrastructure;

namespace Tureen.Rooms.Security;

/// <summary>Lets pages of the allowed origins use the HTTP API, WHIP and WHEP (CORS).</summary>
internal sealed class OtherOrigins
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Options, HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete];
    private static readonly string[] Headers = ["Authorization", "Content-Type", "If-Match"];
    private static readonly string[] Exposed = ["Location", "ETag", "Link", "Accept-Patch", "Retry-After"];

    private readonly ICorsService _cors;
    private readonly CorsPolicy _policy;

    public OtherOrigins(ICorsService cors, TureenRoomsOptions options)
    {
        _cors = cors;
        _policy = new CorsPolicyBuilder([.. options.AllowedOrigins])
            .WithMethods(Methods)
            .WithHeaders(Headers)
            .WithExposedHeaders(Exposed)
            .Build();
    }

    /// <summary>Adds what the browser wants to know; answers its question before the request itself.</summary>
    /// <returns>Whether it was that question, so that nothing else is to be done.</returns>
    public bool Answer(HttpContext context)
    {
        CorsResult result = _cors.EvaluatePolicy(context, _policy);
        _cors.ApplyResult(result, context.Response);
        if (result.IsPreflightRequest)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }

        return result.IsPreflightRequest;
    }
}
