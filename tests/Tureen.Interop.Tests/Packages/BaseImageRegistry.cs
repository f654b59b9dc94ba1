using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tureen.Interop.Tests.Packages;

/// <summary>A registry of images on this machine, with one image of one empty layer: what an image is built on when no other registry can be reached.</summary>
internal sealed class BaseImageRegistry : IDisposable
{
    private const string ManifestType = "application/vnd.docker.distribution.manifest.v2+json";

    private readonly HttpListener _listener = new();
    private readonly Dictionary<string, (byte[] Content, string Type)> _blobs = new(StringComparer.Ordinal);
    private readonly byte[] _manifest;

    public BaseImageRegistry(int port)
    {
        byte[] layer = EmptyLayer();
        byte[] packed = Pack(layer);
        byte[] config = JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["architecture"] = "amd64",
            ["os"] = "linux",
            ["config"] = new JsonObject { ["Env"] = new JsonArray("PATH=/usr/bin") },
            ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray(DigestOf(layer)) },
            ["history"] = new JsonArray(new JsonObject { ["created_by"] = "test" }),
        });
        _manifest = JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = ManifestType,
            ["config"] = Keep(config, "application/vnd.docker.container.image.v1+json"),
            ["layers"] = new JsonArray(Keep(packed, "application/vnd.docker.image.rootfs.diff.tar.gzip")),
        });
        Image = $"localhost:{port}/base:1";
        _listener.Prefixes.Add($"http://localhost:{port}/");
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>The name of the image.</summary>
    public string Image { get; }

    public void Dispose() => _listener.Close();

    private static byte[] EmptyLayer()
    {
        using var stream = new MemoryStream();
        using (new TarWriter(stream, leaveOpen: true))
        {
        }

        // An archive ends with two empty blocks.
        stream.SetLength(1_024);
        return stream.ToArray();
    }

    private static byte[] Pack(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionMode.Compress))
        {
            gzip.Write(content);
        }

        return stream.ToArray();
    }

    private static string DigestOf(byte[] content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));

    private JsonObject Keep(byte[] content, string type)
    {
        string digest = DigestOf(content);
        _blobs[digest] = (content, type);
        return new JsonObject { ["mediaType"] = type, ["size"] = content.Length, ["digest"] = digest };
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                Answer(await _listener.GetContextAsync());
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // The listener was closed, or the client has gone.
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        string path = context.Request.Url!.AbsolutePath;
        (byte[] Content, string Type) answer = path.Contains("/manifests/", StringComparison.Ordinal)
            ? (_manifest, ManifestType)
            : _blobs.GetValueOrDefault(path[(path.LastIndexOf('/') + 1)..]);
        using HttpListenerResponse response = context.Response;
        if (answer.Content is null)
        {
            response.StatusCode = path == "/v2/" ? 200 : 404;
            return;
        }

        response.ContentType = answer.Type;
        response.Headers["Docker-Content-Digest"] = DigestOf(answer.Content);
        response.ContentLength64 = answer.Content.Length;
        if (context.Request.HttpMethod == "GET")
        {
            response.OutputStream.Write(answer.Content);
        }
    }
}
