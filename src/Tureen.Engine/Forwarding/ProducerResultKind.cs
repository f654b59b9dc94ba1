namespace Tureen.Engine.Forwarding;

/// <summary>What became of a received packet.</summary>
internal enum ProducerResultKind : byte
{
    Discarded,
    Media,
    Retransmission,
}
