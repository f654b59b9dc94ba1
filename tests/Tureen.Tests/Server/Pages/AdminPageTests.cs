using System.Net;
using Tureen.Server.Pages;
using Tureen.Tests.Rooms;

namespace Tureen.Tests.Server.Pages;

[Collection(RoomServerCollection.Name)]
public sealed class AdminPageTests(RoomServerFixture server)
{
    [Theory]
    [InlineData("/admin", "text/html")]
    [InlineData("/admin/admin.js", "text/javascript")]
    [InlineData("/admin/admin.css", "text/css")]
    public async Task Its_files_may_run_only_what_is_from_this_server(string path, string type)
    {
        using HttpResponseMessage answer = await GetAsync(path);
        string policy = answer.Headers.GetValues("Content-Security-Policy").Single();

        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_address_has_no_slash_and_there_is_nothing_else_below_it()
    {
        using HttpResponseMessage moved = await GetAsync(AdminPage.Path + "/");
        using HttpResponseMessage missing = await GetAsync(AdminPage.Path + "/..%2fappsettings.json");

        Assert.Equal((HttpStatusCode.Found, "/admin"), (moved.StatusCode, moved.Headers.Location!.ToString()));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public void Its_script_makes_no_markup_of_texts()
    {
        string script = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "admin", "admin.js"));

        Assert.DoesNotMatch("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(|localStorage|document\\.cookie", script);
        Assert.Contains("sessionStorage", script, StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> GetAsync(string path)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = server.Address };
        return await http.GetAsync(path, TestContext.Current.CancellationToken);
    }
}
