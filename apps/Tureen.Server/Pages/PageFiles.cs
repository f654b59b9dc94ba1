using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Tureen.Server.Pages;

/// <summary>The files of the page: compressed when they were built, and kept by browsers as long as their names depend on their content.</summary>
internal sealed partial class PageFiles
{
    private const string ImmutableCaching = "public, max-age=31536000, immutable";

    /// <summary>A browser may keep it, but asks each time whether it is still current.</summary>
    private const string RevalidatedCaching = "no-cache";

    private const string RootPath = "/index.html";

    /// <summary>Only scripts of this server run in a page, so that a text of a peer can do no harm even if it became markup.</summary>
    public const string RoomPolicy =
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' ws: wss:; img-src 'self' data:; "
        + "media-src 'self' blob: mediastream:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

    private static readonly PageEncoding[] Encodings = [new("br", ".br"), new("gzip", ".gz")];

    private static readonly FrozenDictionary<string, string> ContentTypes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".json"] = "application/json",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".woff2"] = "font/woff2",
        [".wasm"] = "application/wasm",
        [".webmanifest"] = "application/manifest+json",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly FrozenDictionary<string, PageFile> _files;

    private readonly string _policy;

    private PageFiles(FrozenDictionary<string, PageFile> files, string policy)
    {
        _files = files;
        _policy = policy;
    }

    /// <summary>Finds all files below a folder; later requests look here, never on the disk.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="policy">The Content-Security-Policy of all of them.</param>
    public static PageFiles Load(string root, string policy = RoomPolicy)
    {
        Dictionary<string, PageFile> files = new(StringComparer.Ordinal);
        if (Directory.Exists(root))
        {
            foreach (string path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
            {
                if (!Encodings.Any(encoding => path.EndsWith(encoding.Extension, StringComparison.Ordinal)))
                {
                    files["/" + Path.GetRelativePath(root, path).Replace('\\', '/')] = Describe(path);
                }
            }
        }

        return new PageFiles(files.ToFrozenDictionary(StringComparer.Ordinal), policy);
    }

    /// <summary>Answers a request for a file, or says that there is none.</summary>
    public Task WriteAsync(HttpContext context) => WriteAsync(context, context.Request.Path.Value ?? string.Empty);

    /// <summary>The same for a path below the folder.</summary>
    public Task WriteAsync(HttpContext context, string name)
    {
        HttpRequest request = context.Request;
        string path = name is "" or "/" ? RootPath : name;
        if (!_files.TryGetValue(path, out PageFile? file))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = "GET, HEAD";
            return Task.CompletedTask;
        }

        return WriteAsync(context, file);
    }

    private Task WriteAsync(HttpContext context, PageFile file)
    {
        HttpResponse response = context.Response;
        response.Headers.CacheControl = file.IsImmutable ? ImmutableCaching : RevalidatedCaching;
        response.Headers.ETag = file.Tag.ToString();
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = _policy;
        if (IsKnown(context.Request, file))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        PageEncoding? encoding = file.Encodings.FirstOrDefault(encoding => Accepts(context.Request, encoding.Coding));
        string path = file.Path + encoding?.Extension;
        if (encoding is not null)
        {
            response.Headers.ContentEncoding = encoding.Coding;
        }

        response.ContentType = file.ContentType;
        response.ContentLength = new FileInfo(path).Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.SendFileAsync(path, context.RequestAborted);
    }

    private static PageFile Describe(string path)
    {
        using FileStream content = File.OpenRead(path);
        string hash = Convert.ToHexStringLower(SHA256.HashData(content))[..16];
        return new PageFile(
            path,
            ContentTypes.GetValueOrDefault(Path.GetExtension(path), "application/octet-stream"),
            HashedName().IsMatch(path),
            // Weak, because the compressed forms share it.
            new EntityTagHeaderValue($"\"{hash}\"", isWeak: true),
            [.. Encodings.Where(encoding => File.Exists(path + encoding.Extension))]);
    }

    private static bool IsKnown(HttpRequest request, PageFile file) =>
        EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out IList<EntityTagHeaderValue>? known)
        && known.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(file.Tag, useStrongComparison: false));

    private static bool Accepts(HttpRequest request, string coding) =>
        StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out IList<StringWithQualityHeaderValue>? accepted)
        && accepted.Any(one => StringSegment.Equals(one.Value, coding, StringComparison.OrdinalIgnoreCase) && one.Quality is null or > 0);

    [GeneratedRegex(@"\.[0-9a-f]{12}\.\w+$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex HashedName();
}
