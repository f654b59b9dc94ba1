using Tureen.Interop.Tests.Browsers;

namespace Tureen.Interop.Tests.Packages;

/// <summary>A page with the component <c>TureenRoom</c>.</summary>
internal static class CallPage
{
    /// <summary>Fills the form as a person does.</summary>
    public static async Task<VisitedPage> JoinAsync(BrowserDriver driver, string browser, string url, string name, string? room)
    {
        VisitedPage page = await VisitedPage.OpenAsync(driver, browser, url);
        await page.WaitForAsync("document.querySelector('form.join button:not(:disabled)')");
        if (room is not null)
        {
            await page.EvaluateAsync(Type("room", room));
        }

        await page.EvaluateAsync(Type("name", name));
        await page.EvaluateAsync("document.querySelector('form.join button').click()");
        await WaitForPictureAsync(page, name);
        return page;
    }

    public static Task WaitForPictureAsync(VisitedPage page, string name) =>
        page.WaitForAsync(
            $"[...document.querySelectorAll('[data-name={name}] video')].some((video) => video.videoWidth > 0 && video.currentTime > 0.2)"
            + $" && !document.querySelector('[data-name={name}] .initials')");

    /// <summary>JavaScript that presses a button by its text.</summary>
    public static string Click(string text) => $"[...document.querySelectorAll('button')].find((button) => button.textContent === '{text}').click()";

    private static string Type(string input, string text) =>
        $"(() => {{ const input = document.querySelector('input[name={input}]'); input.value = '{text}'; input.dispatchEvent(new Event('change', {{ bubbles: true }})); }})()";
}
