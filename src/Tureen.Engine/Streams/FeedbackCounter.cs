namespace Tureen.Engine.Streams;

/// <summary>Counts the feedback that comes about a sent stream.</summary>
internal struct FeedbackCounter
{
    public long NackCount { get; private set; }

    /// <summary>Packets that the NACKs request.</summary>
    public long NackPacketCount { get; private set; }

    public long PliCount { get; private set; }

    public long FirCount { get; private set; }

    public void CountNack(int packets)
    {
        NackCount++;
        NackPacketCount += packets;
    }

    public void CountKeyFrameRequest(bool isFir)
    {
        PliCount += isFir ? 0 : 1;
        FirCount += isFir ? 1 : 0;
    }
}
