using System.Net;
using System.Net.Sockets;
using Tureen.Client.Native.Sessions;
using Tureen.Rooms.Settings;
using Tureen.Server.Settings;
using Tureen.Server.Stun;

namespace Tureen.Server.Doctor;

/// <summary>Whether the address that browsers get leads to the ports of media: a STUN request goes there, and must arrive.</summary>
internal static class PortCheck
{
    private const string Subject = "media ports";

    /// <summary>Ports that are tried until one is free.</summary>
    private const int MaxTries = 64;

    public static async Task<IReadOnlyList<Finding>> RunAsync(RoomServerSettings settings, CancellationToken cancellation)
    {
        MediaAddress media = MediaAddress.Choose(settings);
        IPAddress listen = IPAddress.Parse(media.Ip);
        using var socket = new Socket(listen.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        if (TryBind(socket, listen, settings, out string? error) is not { } port)
        {
            return [Finding.Bad(Subject, $"no UDP port from {settings.RtcMinPort} to {settings.RtcMaxPort} can be opened on {listen}: {error}", "is --listen-ip an address of this machine?")];
        }

        return [await ReachAsync(socket, media.Announced ?? media.Ip, port, cancellation)];
    }

    private static int? TryBind(Socket socket, IPAddress listen, RoomServerSettings settings, out string? error)
    {
        error = null;
        int count = Math.Min(MaxTries, settings.RtcMaxPort - settings.RtcMinPort + 1);
        for (int i = 0; i < count; i++)
        {
            try
            {
                // From the end, because workers begin at the start.
                socket.Bind(new IPEndPoint(listen, settings.RtcMaxPort - i));
                return settings.RtcMaxPort - i;
            }
            catch (SocketException exception)
            {
                error = exception.Message;
            }
        }

        return null;
    }

    private static async Task<Finding> ReachAsync(Socket listening, string announced, int port, CancellationToken cancellation)
    {
        IPAddress[] addresses;
        try
        {
            addresses = await Dns.GetHostAddressesAsync(announced, listening.AddressFamily, cancellation);
        }
        catch (SocketException exception)
        {
            return Finding.Bad(Subject, $"{announced} has no address: {exception.Message}", "set --announced-address to what browsers can resolve");
        }

        byte[] request = new IceServerDialog().Bind();
        foreach (IPAddress address in addresses)
        {
            if (!await ArrivesAsync(listening, new IPEndPoint(address, port), request, cancellation))
            {
                return AddressCheck.OwnAddresses().Contains(address)
                    ? Finding.Bad(Subject, $"UDP to {address}:{port} does not arrive although it is an address of this machine", "a firewall closes it, or --listen-ip is another address: open UDP and TCP from --rtc-min-port to --rtc-max-port")
                    : Finding.Bad(
                        Subject, $"UDP to {address}:{port}, which browsers would use, does not arrive here",
                        "is --announced-address right, and does NAT or the firewall send these ports here? Some routers never send back what comes from inside: then ask from outside");
            }
        }

        return Finding.Good(Subject, $"UDP to {announced}:{port} arrives");
    }

    private static async Task<bool> ArrivesAsync(Socket listening, IPEndPoint target, byte[] request, CancellationToken cancellation)
    {
        using var sending = new Socket(target.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(StunLimits.Patience);
        var buffer = new byte[StunLimits.MaxAnswerLength];
        try
        {
            for (int i = 0; i < StunLimits.Attempts; i++)
            {
                await sending.SendToAsync(request, target, limit.Token);
            }

            while (true)
            {
                int length = await listening.ReceiveAsync(buffer, limit.Token);
                if (buffer.AsSpan(0, length).SequenceEqual(request))
                {
                    return true;
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return false;
        }
    }
}
