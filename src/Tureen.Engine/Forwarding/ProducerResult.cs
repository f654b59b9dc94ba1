using Tureen.Engine.Primitives;

namespace Tureen.Engine.Forwarding;

/// <summary>What became of a received packet, and why if it was dropped.</summary>
internal readonly record struct ProducerResult(ProducerResultKind Kind, DropReason DropReason)
{
    public static readonly ProducerResult Media = new(ProducerResultKind.Media, DropReason.None);

    public static readonly ProducerResult Retransmission = new(ProducerResultKind.Retransmission, DropReason.None);

    public static ProducerResult Discarded(DropReason reason) => new(ProducerResultKind.Discarded, reason);
}
