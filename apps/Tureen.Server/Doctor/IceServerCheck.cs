using System.Buffers.Binary;
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
    private const int UdpProtocol = 17;
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
        StunMessage request = StunMessage.Request(StunMessage.Binding);
        StunMessage answer = await link.AskAsync(request, request.Write(), cancellation);
        if (answer.Address(StunMessage.MappedAddress) is not { } seen)
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
        byte[] transport = [UdpProtocol, 0, 0, 0];
        StunMessage first = StunMessage.Request(StunMessage.Allocate).Add(StunMessage.RequestedTransport, transport);
        StunMessage answer = await link.AskAsync(first, first.Write(), cancellation);
        if (answer.Code == Unauthorized && user is not null && password is not null)
        {
            string realm = answer.Text(StunMessage.Realm) ?? string.Empty;
            StunMessage second = Sign(StunMessage.Request(StunMessage.Allocate).Add(StunMessage.RequestedTransport, transport), answer, user, realm);
            StunMessage granted = await link.AskAsync(second, second.Write(user, realm, password), cancellation);
            await ReleaseAsync(link, granted, answer, user, realm, password, cancellation);
            answer = granted;
        }

        // 2. What came of it.
        return answer switch
        {
            { Code: Unauthorized } => Finding.Bad(url, "it refuses the credentials", "is --turn-secret its static-auth-secret, and is the clock of both right?"),
            { Code: > 0 and var code } => Finding.Bad(url, $"it refuses a relay with {code}", "see its log"),
            _ when answer.Address(StunMessage.RelayedAddress) is { } relay => Finding.Good(url, $"gives a relay at {relay}"),
            _ => Finding.Warning(url, "its answer has no IPv4 relay", "see its log"),
        };
    }

    /// <summary>The relay is not needed any more.</summary>
    private static async Task ReleaseAsync(
        IceServerLink link, StunMessage granted, StunMessage challenge, string user, string realm, string password, CancellationToken cancellation)
    {
        if (granted.Code != 0)
        {
            return;
        }

        var none = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(none, 0);
        StunMessage release = Sign(StunMessage.Request(StunMessage.Refresh).Add(StunMessage.Lifetime, none), challenge, user, realm);
        await link.AskAsync(release, release.Write(user, realm, password), cancellation);
    }

    private static StunMessage Sign(StunMessage request, StunMessage challenge, string user, string realm) => request
        .Add(StunMessage.Username, user)
        .Add(StunMessage.Realm, realm)
        .Add(StunMessage.Nonce, challenge.Find(StunMessage.Nonce) ?? []);
}
