using Tureen.WorkerProcess.Channel;

namespace Tureen.Fuzz.Scenes;

/// <summary>An application that reads at once and looks at nothing.</summary>
internal sealed class DiscardingDescriptor : IChannelDescriptor
{
    public int Read(Span<byte> buffer) => 0;

    public int TryWrite(ReadOnlySpan<byte> bytes) => bytes.Length;

    public bool Write(ReadOnlySpan<byte> bytes) => true;
}
