namespace Tureen.Engine.Events;

/// <summary>mediasoup's consumer "rtp", on a DirectTransport.</summary>
internal sealed record ConsumerRtpEvent(string TargetId, ReadOnlyMemory<byte> Packet) : EngineEvent(TargetId)
{
    public override int DataLength => Packet.Length;
}
