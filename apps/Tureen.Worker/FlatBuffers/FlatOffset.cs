namespace Tureen.WorkerProcess.FlatBuffers;

/// <summary>Where something written begins, as its distance from the end of the message. Zero is nothing.</summary>
internal readonly record struct FlatOffset(int FromEnd)
{
    public bool IsNothing => FromEnd == 0;
}
