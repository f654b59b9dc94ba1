using System.Buffers.Binary;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Tureen.Engine.Stun;
using Tureen.Interop.Tests.Native;
using Tureen.Testing.Ice;

namespace Tureen.Interop.Tests.Attacks.Sockets;

/// <summary>An honest client that can use TCP alone: one connectivity check in an RFC 4571 frame, and its answer.</summary>
internal static class IceTcpProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Whether the server has answered as it should.</summary>
    public static async Task<bool> TryAsync(RemoteTransport transport)
    {
        using var deadline = new CancellationTokenSource(Patience);
        try
        {
            using Socket socket = SourceAddress.Tcp(SourceAddress.Honest);
            await socket.ConnectAsync(transport.Tcp!, deadline.Token);
            byte[] request = new BindingRequest
            {
                RemoteUsernameFragment = transport.Ice.UsernameFragment,
                RemotePassword = transport.Ice.Password,
                TransactionId = RandomNumberGenerator.GetBytes(StunHeader.TransactionIdLength),
                UseCandidate = true,
            }.ToBytes();
            await socket.SendAsync((byte[])[(byte)(request.Length >> 8), (byte)request.Length, .. request], deadline.Token);
            byte[]? answer = await ReceiveFrameAsync(socket, deadline.Token);
            return answer is not null && IsSuccess(answer, transport.Ice.Password);
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    private static bool IsSuccess(byte[] answer, string password) =>
        StunMessage.TryParse(answer, out StunMessage message)
        && message.Class == StunClass.SuccessResponse
        && message.VerifyMessageIntegrity(Encoding.UTF8.GetBytes(password));

    private static async Task<byte[]?> ReceiveFrameAsync(Socket socket, CancellationToken cancellation)
    {
        byte[] buffer = new byte[2048];
        int received = 0;
        while (received < 2 || received < 2 + BinaryPrimitives.ReadUInt16BigEndian(buffer))
        {
            int count = await socket.ReceiveAsync(buffer.AsMemory(received), cancellation);
            if (count == 0)
            {
                return null;
            }

            received += count;
        }

        return buffer[2..(2 + BinaryPrimitives.ReadUInt16BigEndian(buffer))];
    }
}
