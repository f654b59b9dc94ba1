namespace Tureen.WorkerProcess.Channel;

/// <summary>One direction of the channel.</summary>
internal interface IChannelDescriptor
{
    /// <summary>Waits for bytes; 0 at the end, or when it is broken.</summary>
    int Read(Span<byte> buffer);

    /// <summary>Writes what can be written without waiting; -1 when it is broken.</summary>
    int TryWrite(ReadOnlySpan<byte> bytes);

    /// <summary>Waits until all is written; false when it is broken.</summary>
    bool Write(ReadOnlySpan<byte> bytes);
}
