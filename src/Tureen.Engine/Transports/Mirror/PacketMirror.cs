using Tureen.Engine.Primitives;

namespace Tureen.Engine.Transports.Mirror;

/// <summary>Sends plain copies of what a transport carries to one address.</summary>
internal sealed class PacketMirror(int socketId, NetworkAddress remote, PacketMirrorOptions options)
{
    private readonly TransportTuple _tuple = new(socketId, Ortc.TransportProtocol.Udp, remote);
    private readonly byte[] _held = new byte[EngineLimits.MaxDatagramLength];
    private int _heldLength;

    public int SocketId => socketId;

    public void HandleReceivedRtp(ReadOnlySpan<byte> packet, IDatagramSink sink) => SendIf(options.RecvRtp, packet, sink);

    public void HandleReceivedRtcp(ReadOnlySpan<byte> packet, IDatagramSink sink) => SendIf(options.RecvRtcp, packet, sink);

    public void HandleSentRtcp(ReadOnlySpan<byte> packet, IDatagramSink sink) => SendIf(options.SendRtcp, packet, sink);

    /// <summary>Keeps a packet while the batch has it open for encryption.</summary>
    public void HoldSentRtp(ReadOnlySpan<byte> start, ReadOnlySpan<byte> rest)
    {
        _heldLength = 0;
        if (options.SendRtp && start.Length + rest.Length <= _held.Length)
        {
            start.CopyTo(_held);
            rest.CopyTo(_held.AsSpan(start.Length));
            _heldLength = start.Length + rest.Length;
        }
    }

    public void SendHeld(IDatagramSink sink)
    {
        SendIf(_heldLength > 0, _held.AsSpan(0, _heldLength), sink);
        _heldLength = 0;
    }

    private void SendIf(bool isWanted, ReadOnlySpan<byte> packet, IDatagramSink sink)
    {
        if (isWanted)
        {
            packet.CopyTo(sink.GetSpan(packet.Length));
            sink.Send(_tuple, packet.Length);
        }
    }
}
