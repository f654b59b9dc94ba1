using Tureen.Interop.Tests.Browsers;

namespace Tureen.Interop.Tests.Client;

/// <summary>A page with the npm package <c>tureen-client</c>: <c>web/src/tureen-client-page.js</c>.</summary>
internal sealed class ClientPage : VisitedPage
{
    private ClientPage(BrowserDriver driver, string id)
        : base(driver, id)
    {
    }

    public static async Task<ClientPage> OpenAsync(BrowserDriver driver, string browserId)
    {
        var page = new ClientPage(driver, await VisitAsync(driver, browserId, url: null, "client"));
        await page.WaitForAsync("window.enter");
        return page;
    }

    /// <summary>Joins with options in JavaScript, such as <c>{ name: 'Ann' }</c>.</summary>
    /// <returns>What went wrong; an empty text if nothing did.</returns>
    public Task<string> TryJoinAsync(string url, string options) =>
        TextAsync($"await window.enter('{url}', {options}).then(() => '', (error) => `${{error.name}}: ${{error.message}}`)");

    public async Task JoinAsync(string url, string options) => Assert.Equal(string.Empty, await TryJoinAsync(url, options));

    /// <summary>Runs code that may await.</summary>
    public Task RunAsync(string code) => EvaluateAsync($"(async () => {{ {code}; return 0; }})()");

    /// <summary>Until a picture of somebody else moves.</summary>
    public Task WaitForPictureAsync() => WaitForAsync(
        "[...document.querySelectorAll('video')].some((video) => video.videoWidth > 0 && video.currentTime > 0.2)");
}
