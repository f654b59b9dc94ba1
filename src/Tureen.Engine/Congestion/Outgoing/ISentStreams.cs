namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>Finds what was sent by the SSRCs of a report.</summary>
internal interface ISentStreams
{
    /// <summary>The last packets of a stream; null when it is none of this transport's, or its numbers are not kept.</summary>
    SentStamps? FindStamps(uint ssrc);
}
