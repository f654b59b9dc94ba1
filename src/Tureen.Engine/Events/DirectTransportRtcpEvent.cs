namespace Tureen.Engine.Events;

/// <summary>mediasoup's DirectTransport "rtcp".</summary>
internal sealed record DirectTransportRtcpEvent(string TargetId, ReadOnlyMemory<byte> Packet) : EngineEvent(TargetId)
{
    public override int DataLength => Packet.Length;
}
