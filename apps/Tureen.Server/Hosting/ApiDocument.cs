using System.Text.RegularExpressions;
using Microsoft.OpenApi;
using Scalar.AspNetCore;
using Tureen.Rooms.Moderation;
using Tureen.Rooms.Security;

namespace Tureen.Server.Hosting;

/// <summary>The OpenAPI document of the server, and a page that shows it. Both are for administrators, as what they describe is.</summary>
internal static partial class ApiDocument
{
    public const string DocumentPath = "/openapi/tureen.json";
    public const string PagePath = "/scalar";

    private const string Name = "tureen";
    private const string Bearer = "Bearer";

    /// <summary>The page has its script from this server, and asks nobody else.</summary>
    private const string PagePolicy =
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; frame-ancestors 'none'";

    public static void Add(IServiceCollection services) => services.AddOpenApi(Name, static options =>
    {
        options.AddDocumentTransformer(static (document, _, _) =>
        {
            Describe(document);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(static (operation, context, _) =>
        {
            AddPathParameters(operation, context.Description.RelativePath ?? string.Empty);
            operation.RequestBody?.Content?.Remove(BodyDescriptions.AnyType);
            return Task.CompletedTask;
        });
    });

    /// <summary>Maps the document and the page, and puts the gate before them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints, Action<IEndpointConventionBuilder, EndpointRules> guard)
    {
        RouteGroupBuilder group = endpoints.MapGroup(string.Empty);
        RouteGroupBuilder pages = group.MapGroup(string.Empty);
        pages.MapOpenApi("/openapi/{documentName}.json");
        pages.MapScalarApiReference(PagePath, static options =>
        {
            options.WithTitle("Tureen").DisableDefaultFonts().WithOpenApiRoutePattern(DocumentPath).DisableAgent().DisableMcp();
            options.Telemetry = false;
        }).Finally(static endpoint => endpoint.RequestDelegate = endpoint.RequestDelegate is { } next ? context => ShowAsync(context, next) : null);
        endpoints.ServiceProvider.GetRequiredService<ModerationGate>().Guard(pages);
        guard(group, new EndpointRules { Kind = RequestKind.Status });
    }

    private static Task ShowAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.ContentSecurityPolicy = PagePolicy;
        return next(context);
    }

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Tureen room server",
            Version = Mediasoup.Version,
            Description = "Moderation, broadcasts and the state of the server. Authorization is by an access token that grants admin, or by --admin-token.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes[Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
    }

    /// <summary>Endpoints that read their names themselves do not describe them.</summary>
    private static void AddPathParameters(OpenApiOperation operation, string path)
    {
        operation.Parameters ??= [];
        foreach (Match match in PathParameter().Matches(path))
        {
            string name = match.Groups["name"].Value;
            if (!operation.Parameters.Any(known => known.In == ParameterLocation.Path && known.Name == name))
            {
                operation.Parameters.Add(new OpenApiParameter
                {
                    Name = name,
                    In = ParameterLocation.Path,
                    Required = true,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                });
            }
        }
    }

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PathParameter();
}
