namespace Tureen.Server.Pages;

/// <summary>The dashboard of operators: its files, which anybody may read. What they show comes from the API, which asks for a token.</summary>
internal static class AdminPage
{
    public const string Path = "/admin";

    /// <summary>Only the script and the style of this server, which talk to this server alone.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'";

    /// <summary>Maps the page and its files, and puts a guard before each.</summary>
    public static void Map(IEndpointRouteBuilder endpoints, Action<IEndpointConventionBuilder> guard)
    {
        PageFiles files = PageFiles.Load(System.IO.Path.Combine(AppContext.BaseDirectory, "admin"), Policy);
        guard(endpoints.Map(Path, context => WriteAsync(context, files)));
        guard(endpoints.Map(Path + "/{file}", context => WriteAsync(context, files)));
    }

    private static Task WriteAsync(HttpContext context, PageFiles files)
    {
        string name = context.Request.Path.Value![Path.Length..];
        if (name == "/")
        {
            // The page finds its files and the API by its own address.
            context.Response.Redirect(context.Request.PathBase + Path);
            return Task.CompletedTask;
        }

        return files.WriteAsync(context, name);
    }
}
