using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Tureen.Tests.V2;

/// <summary>A plain RTP endpoint on localhost.</summary>
internal sealed class RtpSocket : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly UdpClient _udp = new(new IPEndPoint(IPAddress.Loopback, 0));

    public int Port => ((IPEndPoint)_udp.Client.LocalEndPoint!).Port;

    /// <summary>Sends one packet; VP8 ones begin a key frame.</summary>
    public Task SendAsync(int port, uint ssrc, byte payloadType, ushort sequenceNumber)
    {
        byte[] packet = new byte[12 + 20];
        packet[0] = 0x80;
        packet[1] = (byte)(0x80 | payloadType);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), sequenceNumber);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), sequenceNumber * 3_000u);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), ssrc);
        packet[12] = 0x10;
        return _udp.SendAsync(packet, packet.Length, new IPEndPoint(IPAddress.Loopback, port));
    }

    /// <summary>Receives RTP, and passes over RTCP.</summary>
    public async Task<byte[]> ReceiveRtpAsync()
    {
        while (true)
        {
            UdpReceiveResult result = await _udp.ReceiveAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Limit);
            if (result.Buffer.Length > 12 && result.Buffer[1] is < 192 or > 223)
            {
                return result.Buffer;
            }
        }
    }

    public void Dispose() => _udp.Dispose();
}
