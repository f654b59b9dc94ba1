using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Tureen.Client.Native.Sessions;
using Tureen.Rooms.Security;
using Tureen.Rooms.Settings;
using Tureen.Server.Settings;
using Tureen.Server.Stun;

namespace Tureen.Server.Doctor;

/// <summary>Asks each STUN server for the own address, and has each TURN server allocate a relay with the credentials that clients would get.</summary>
internal static class IceServerCheck
{
    private const int Unauthorized = 401;

    public static async Task<IReadOnlyList<Finding>> RunAsync(RoomServerSettings settings, CancellationToken cancellation)
    {
        if (settings.IceServers.Count == 0)
        {
            return [Finding.Good("TURN", "none: participants whose networks let out nothing but TLS do not get in (--ice-server)")];
        }

        List<Finding> findings = [];
        var credentials = new IceServers(settings, TimeProvider.System).Describe("doctor");
        foreach (var described in credentials)
        {
            string url = described!["urls"]!.GetValue<string>();
            findings.Add(IceServerAddress.Parse(url) is { } server
                ? await AskAsync(url, server, described["username"]?.GetValue<string>(), described["credential"]?.GetValue<string>(), settings, cancellation)
                : Finding.Bad(url, "it is no URL of a STUN or TURN server", "such as turn:turn.example.org:3478?transport=udp"));
        }

        return findings;
    }

    private static async Task<Finding> AskAsync(
        string url, IceServerAddress server, string? user, string? password, RoomServerSettings settings, CancellationToken cancellation)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(StunLimits.Patience);
        try
        {
            await using IceServerLink link = await IceServerLink.OpenAsync(server, limit.Token);
            return server.IsTurn
                ? await AllocateAsync(url, link, user, password, limit.Token)
                : await BindAsync(url, link, settings, limit.Token);
        }
        catch (Exception exception)
            when (exception is SocketException or OperationCanceledException or IOException or AuthenticationException or InvalidDataException)
        {
            cancellation.ThrowIfCancellationRequested();
            string reason = exception is OperationCanceledException ? $"no answer within {StunLimits.Patience.TotalSeconds:F0} s" : exception.Message;
            return Finding.Bad(url, $"it cannot be used: {reason}", "does it run there, and do firewalls let it through? Clients behind strict firewalls depend on it");
        }
    }

    private static async Task<Finding> BindAsync(string url, IceServerLink link, RoomServerSettings settings, CancellationToken cancellation)
    {
        var dialog = new IceServerDialog();
        IceServerReply answer = await link.AskAsync(dialog, dialog.Bind(), cancellation);
        if (answer.Mapped is not { AddressFamily: AddressFamily.InterNetwork } seen)
        {
            return Finding.Warning(url, "its answer has no IPv4 address", "ask another one");
        }

        string announced = MediaAddress.Choose(settings) is var media && media.Announced is { } given ? given : media.Ip;
        bool isSame = IPAddress.TryParse(announced, out IPAddress? address) && address.Equals(seen.Address);
        return isSame || AddressCheck.IsPrivate(seen.Address)
            ? Finding.Good(url, $"sees this machine as {seen.Address}")
            : Finding.Warning(
                url, $"sees this machine as {seen.Address}, but browsers get {announced} for media",
                $"--announced-address {seen.Address}, unless media comes in another way");
    }

    private static async Task<Finding> AllocateAsync(string url, IceServerLink link, string? user, string? password, CancellationToken cancellation)
    {
        // 1. The first answer names the realm (RFC 8656 §7.1).
        var dialog = new IceServerDialog(user, password);
        IceServerReply answer = await link.AskAsync(dialog, dialog.Allocate(), cancellation);
        if (answer.IsChallenge)
        {
            answer = await link.AskAsync(dialog, dialog.Allocate(), cancellation);
        }

        // The relay is not needed any more.
        if (answer.Relayed is not null)
        {
            await link.AskAsync(dialog, dialog.Release(), cancellation);
        }

        // 2. What came of it.
        return answer switch
        {
            { Code: Unauthorized } => Finding.Bad(url, "it refuses the credentials", "is --turn-secret its static-auth-secret, and is the clock of both right?"),
            { Code: > 0 and var code } => Finding.Bad(url, $"it refuses a relay with {code}", "see its log"),
            { Relayed: { AddressFamily: AddressFamily.InterNetwork } relay } => Finding.Good(url, $"gives a relay at {relay}"),
            _ => Finding.Warning(url, "its answer has no IPv4 relay", "see its log"),
        };
    }
}
