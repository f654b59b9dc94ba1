using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Tureen.Client.Native.Sessions;
using Tureen.Rooms.Settings;

namespace Tureen.Server.Stun;

/// <summary>Asks a STUN server how it sees this machine (RFC 8489).</summary>
internal static class PublicAddress
{
    /// <exception cref="SettingsException">It gives no address.</exception>
    public static async Task<IPAddress> AskAsync(string url, CancellationToken cancellation)
    {
        IceServerAddress server = IceServerAddress.Parse(url) ?? throw new SettingsException($"--stun-server: '{url}' is no URL of a STUN server");
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(StunLimits.Patience);
        try
        {
            await using IceServerLink link = await IceServerLink.OpenAsync(server, limit.Token);
            var dialog = new IceServerDialog();
            IceServerReply answer = await link.AskAsync(dialog, dialog.Bind(), limit.Token);
            return answer.Mapped is { AddressFamily: AddressFamily.InterNetwork } mapped ? mapped.Address : throw new SettingsException($"--stun-server: {url} names no IPv4 address");
        }
        catch (Exception exception)
            when (exception is SocketException or OperationCanceledException or IOException or AuthenticationException or InvalidDataException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new SettingsException($"--stun-server: {url} does not answer: {exception.Message}");
        }
    }
}
