using Tureen.Engine.Forwarding;

namespace Tureen.Tests.Cases;

/// <summary>A consumer of a <see cref="FrameScene"/> and what it sent.</summary>
internal sealed class FrameViewer(ConsumerCore consumer)
{
    public ConsumerCore Consumer { get; } = consumer;

    public List<FramePacket> Packets { get; } = [];

    /// <summary>Numbers of the received packets that were sent, in that order.</summary>
    public IEnumerable<int> Inputs => Packets.Select(static packet => (int)packet.Input);

    /// <summary>Fails unless the numbers sent follow each other.</summary>
    public void AssertGapless()
    {
        for (int i = 1; i < Packets.Count; i++)
        {
            Assert.Equal((ushort)(Packets[i - 1].Sequence + 1), Packets[i].Sequence);
        }
    }
}
