using System.Net;
using Microsoft.AspNetCore.Http;
using Tureen.Rooms.Security;
using Tureen.Rooms.Tokens;
using Tureen.Server.Settings;

namespace Tureen.Tests.Rooms.Security;

public sealed class AccessRulesTests
{
    private const string Admin = "an admin token of some length";
    private const string Broadcaster = "a broadcaster token of some length";

    [Theory]
    [InlineData("127.0.0.1", "localhost", null, null, true)]
    [InlineData("::1", "[::1]:4443", null, null, true)]
    [InlineData("::ffff:127.0.0.1", "127.0.0.1:4443", "http://127.0.0.1:4443", null, true)]
    [InlineData("192.0.2.1", "localhost", null, null, false)]
    [InlineData("127.0.0.1", "192.0.2.5", null, null, false)]
    [InlineData("127.0.0.1", "localhost", "https://evil.example", null, false)]
    [InlineData("127.0.0.1", "localhost", null, "X-Forwarded-For", false)]
    [InlineData("127.0.0.1", "localhost", null, "Forwarded", false)]
    public async Task Without_a_token_only_this_machine_is_let_in(string remote, string host, string? origin, string? header, bool isLetIn)
    {
        AccessRules rules = Rules(new RoomServerSettings());
        HttpContext context = Context(remote, host, null);
        context.Request.Headers.Origin = origin;
        if (header is not null)
        {
            context.Request.Headers[header] = "192.0.2.1";
        }

        Assert.Equal(isLetIn ? CallerAccess.Local : CallerAccess.None, await rules.ForBroadcastsAsync(context, "a"));
        Assert.Equal(isLetIn, await rules.CanSeeStatusAsync(context));
        Assert.Equal((403, 403), (rules.RefuseBroadcasts().Status, rules.RefuseStatus().Status));
    }

    [Theory]
    [InlineData(null, nameof(CallerAccess.None), false)]
    [InlineData("Bearer wrong", nameof(CallerAccess.None), false)]
    [InlineData("Basic " + Admin, nameof(CallerAccess.None), false)]
    [InlineData("Bearer " + Broadcaster, nameof(CallerAccess.Broadcaster), false)]
    [InlineData("bearer " + Admin, nameof(CallerAccess.Admin), true)]
    public async Task With_tokens_one_of_them_is_needed_even_here(string? authorization, string access, bool canSeeStatus)
    {
        AccessRules rules = Rules(new RoomServerSettings { AdminToken = Admin, BroadcasterToken = Broadcaster });
        HttpContext context = Context("127.0.0.1", "localhost", authorization);

        Assert.Equal(access, (await rules.ForBroadcastsAsync(context, "a")).ToString());
        Assert.Equal(canSeeStatus, await rules.CanSeeStatusAsync(context));
        Assert.Equal((401, 401), (rules.RefuseBroadcasts().Status, rules.RefuseStatus().Status));
    }

    [Fact]
    public async Task A_token_for_broadcasters_leaves_the_status_page_to_this_machine()
    {
        AccessRules rules = Rules(new RoomServerSettings { BroadcasterToken = Broadcaster });

        Assert.True(await rules.CanSeeStatusAsync(Context("127.0.0.1", "localhost", null)));
        Assert.False(await rules.CanSeeStatusAsync(Context("192.0.2.1", "localhost", "Bearer " + Broadcaster)));
    }

    private static AccessRules Rules(RoomServerSettings settings) => new(settings, new TokenValidator(settings, TimeProvider.System));

    private static DefaultHttpContext Context(string remote, string host, string? authorization)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(remote);
        context.Request.Headers.Host = host;
        context.Request.Headers.Authorization = authorization;
        return context;
    }
}
