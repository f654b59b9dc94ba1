using System.Globalization;
using System.Net;

namespace Tureen.Interop.Tests.Attacks.Broadcasts;

/// <summary>S2b: requests as a web page of another site can make the operator's browser send them.</summary>
internal sealed class CrossSiteAttack : Attack
{
    private static readonly (string? Origin, string? Host, string ContentType)[] Requests =
    [
        ("https://evil.example", null, "text/plain"),
        ("https://evil.example", null, "application/json"),
        (null, null, "text/plain"),
        (null, "evil.example", "application/json"),
    ];

    public override string Name => "S2b cross-site POST";

    public override int ShortSeconds => 1;

    public override int LongSeconds => 2;

    public override async Task<string> RunAsync(AttackScene scene, TimeSpan duration)
    {
        using HttpClient http = scene.CreateHttpClient(hasToken: true);
        var statuses = new List<string>();
        foreach ((string? origin, string? host, string contentType) in Requests)
        {
            var broadcaster = new HostileBroadcaster(http, scene.Room, "page");
            HttpStatusCode status = await broadcaster.JoinFromPageAsync(origin, host, contentType);
            statuses.Add(string.Create(CultureInfo.InvariantCulture, $"{(int)status}"));
            Assert.True(IsRefused(status), $"Origin {origin}, Host {host}, {contentType}: {status}");
        }

        return string.Join(", ", statuses);
    }
}
