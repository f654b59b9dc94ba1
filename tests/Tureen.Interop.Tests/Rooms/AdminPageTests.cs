using System.Text.Json.Nodes;
using Tureen.Interop.Tests.Browsers;
using Tureen.Rooms;

namespace Tureen.Interop.Tests.Rooms;

/// <summary>The dashboard of operators in a browser, beside a call.</summary>
public sealed class AdminPageTests
{
    private const string Key = "a key of 32 bytes, or even more..";
    private const string Name = "<img src=x onerror=\"document.title='pwned'\"> Ann";

    [Fact]
    public async Task An_operator_signs_in_and_sees_people_workers_and_decisions_live()
    {
        await using Call call = await Call.StartAsync(options: static _ => ["--token-key", Key]);
        RoomPage ann = await call.VisitAsync();
        await ann.JoinAsync(Name);
        VisitedPage admin = await call.OpenAdminAsync();

        // 1. Without a token, the page asks for one, and says why another one does not do.
        await admin.WaitForAsync("!document.getElementById('login').hidden && document.activeElement.id === 'token'");
        await SignInAsync(admin, Token(RoomGrants.Participant));
        await admin.WaitForAsync("document.getElementById('login-error').textContent.includes('does not grant admin')");
        await SignInAsync(admin, Token(RoomGrants.Admin));
        await admin.WaitForAsync("document.getElementById('state').hasAttribute('data-live')");

        // 2. The names of people are texts.
        await admin.WaitForAsync($"document.querySelector('#rooms tbody th')?.textContent === {System.Text.Json.JsonSerializer.Serialize(Name)}");
        Assert.Equal("0", await admin.TextAsync("document.querySelectorAll('img').length"));
        Assert.Equal("Tureen: operators", await admin.TextAsync("document.title"));
        await admin.WaitForAsync("document.querySelectorAll('#workers tr').length > 0 && document.querySelector('#rooms tbody .good')");

        // 3. What happens now is seen at once.
        RoomPage bob = await call.VisitAsync();
        await bob.JoinAsync("Bob");
        await admin.WaitForAsync("document.querySelectorAll('#rooms tbody tr').length === 2");
        await admin.EvaluateAsync(
            $$"""
            fetch('api/rooms/{{Call.RoomId}}/participants', { headers: { Authorization: 'Bearer ' + sessionStorage.getItem('tureen.admin.token') } })
              .then((answer) => answer.json()).then((people) => fetch('api/rooms/{{Call.RoomId}}/participants/' + people.find((one) => one.displayName === 'Bob').id
                + '?ban=true&reason=too%20loud', { method: 'DELETE', headers: { Authorization: 'Bearer ' + sessionStorage.getItem('tureen.admin.token') } }))
            """);
        await admin.WaitForAsync("[...document.querySelectorAll('#decisions tr')].some((row) => row.textContent.includes('banned') && row.textContent.includes('too loud'))");
        await admin.WaitForAsync("document.querySelectorAll('#rooms tbody tr').length === 1");
        if (Environment.GetEnvironmentVariable("TUREEN_SCREENSHOTS") is { } folder)
        {
            await admin.SaveAsync(Path.Combine(folder, "admin-light.png"), isDark: false);
            await admin.SaveAsync(Path.Combine(folder, "admin-dark.png"), isDark: true);
        }

        // 4. A search, by the keyboard's means; nothing of the token stays after the end.
        await admin.EvaluateAsync("document.getElementById('filter').value = 'nobody'; document.getElementById('filter').dispatchEvent(new Event('input'))");
        await admin.WaitForAsync("document.getElementById('rooms-note').textContent === 'No name contains that.'");
        await admin.EvaluateAsync("document.getElementById('sign-out').click()");
        await admin.WaitForAsync("document.getElementById('board').hidden && sessionStorage.length === 0 && document.cookie === ''");
    }

    private static Task<JsonNode?> SignInAsync(VisitedPage page, string token) => page.EvaluateAsync(
        $"document.getElementById('token').value = '{token}'; document.getElementById('login-form').requestSubmit()");

    private static string Token(RoomGrants grants) => new RoomToken { Identity = "boss", Grants = grants }.Write(Key);
}
