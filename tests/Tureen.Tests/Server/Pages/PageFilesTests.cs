using System.Text;
using Microsoft.AspNetCore.Http;
using Tureen.Server.Pages;

namespace Tureen.Tests.Server.Pages;

public sealed class PageFilesTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory();
    private readonly PageFiles _files;

    public PageFilesTests()
    {
        Directory.CreateDirectory(Path.Combine(_root.FullName, "app"));
        foreach (string name in new[] { "page.html", "app/part.0123456789ab.bin", "plain.svg" })
        {
            File.WriteAllText(Path.Combine(_root.FullName, name), "plain");
        }

        foreach (string name in new[] { "page.html", "app/part.0123456789ab.bin" })
        {
            File.WriteAllText(Path.Combine(_root.FullName, name + ".br"), "brotli");
            File.WriteAllText(Path.Combine(_root.FullName, name + ".gz"), "gzip");
        }

        _files = PageFiles.Load(_root.FullName);
    }

    public void Dispose() => _root.Delete(recursive: true);

    [Theory]
    [InlineData("gzip, deflate, br, zstd", "br", "brotli")]
    [InlineData("gzip, deflate", "gzip", "gzip")]
    [InlineData("br;q=0, gzip;q=0.5", "gzip", "gzip")]
    [InlineData("", "", "plain")]
    public async Task A_file_comes_in_the_best_coding_that_the_browser_takes(string accepted, string coding, string content)
    {
        HttpContext context = await GetAsync("/page.html", accepted);

        Assert.Equal(200, context.Response.StatusCode);
        Assert.Equal(coding, context.Response.Headers.ContentEncoding.ToString());
        Assert.Equal("Accept-Encoding", context.Response.Headers.Vary);
        Assert.Equal("text/html; charset=utf-8", context.Response.ContentType);
        Assert.Equal(content, ContentOf(context));
    }

    [Fact]
    public async Task A_file_without_a_compressed_form_comes_as_it_is()
    {
        HttpContext context = await GetAsync("/plain.svg", "br");

        Assert.Equal("", context.Response.Headers.ContentEncoding.ToString());
        Assert.Equal("plain", ContentOf(context));
    }

    [Fact]
    public async Task A_file_named_by_its_content_is_kept_for_ever_and_another_is_asked_for_again()
    {
        HttpContext named = await GetAsync("/app/part.0123456789ab.bin", "br");
        HttpContext page = await GetAsync("/page.html", "br");

        Assert.Equal("public, max-age=31536000, immutable", named.Response.Headers.CacheControl);
        Assert.Equal("application/octet-stream", named.Response.ContentType);
        Assert.Equal("no-cache", page.Response.Headers.CacheControl);
    }

    [Fact]
    public async Task A_version_that_the_browser_has_is_not_sent_again()
    {
        string tag = (await GetAsync("/page.html", "br")).Response.Headers.ETag.ToString();
        HttpContext context = await GetAsync("/page.html", "br", request => request.Headers.IfNoneMatch = tag);

        Assert.Equal(304, context.Response.StatusCode);
        Assert.Equal("", ContentOf(context));
    }

    [Theory]
    [InlineData("/other.html")]
    [InlineData("/page.html.br")]
    [InlineData("/../page.html")]
    [InlineData("/app")]
    public async Task What_is_no_file_of_the_page_is_not_found(string path) =>
        Assert.Equal(404, (await GetAsync(path, "br")).Response.StatusCode);

    [Fact]
    public async Task A_file_can_only_be_read()
    {
        HttpContext post = await GetAsync("/page.html", "br", request => request.Method = "POST");
        HttpContext head = await GetAsync("/page.html", "br", request => request.Method = "HEAD");

        Assert.Equal(405, post.Response.StatusCode);
        Assert.Equal(6, head.Response.ContentLength);
        Assert.Equal("", ContentOf(head));
    }

    private async Task<HttpContext> GetAsync(string path, string accepted, Action<HttpRequest>? change = null)
    {
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        context.Request.Method = "GET";
        context.Request.Path = path;
        context.Request.Headers.AcceptEncoding = accepted;
        change?.Invoke(context.Request);
        await _files.WriteAsync(context);
        return context;
    }

    private static string ContentOf(HttpContext context) => Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray());
}
