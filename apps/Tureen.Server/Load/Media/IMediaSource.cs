namespace Tureen.Server.Load.Media;

/// <summary>Sends media at a steady pace.</summary>
internal interface IMediaSource
{
    /// <summary>The time between two frames.</summary>
    TimeSpan Interval { get; }

    /// <summary>Packets sent so far.</summary>
    long Packets { get; }

    /// <summary>Sends the next frame.</summary>
    /// <param name="elapsed">The time since the source started.</param>
    /// <param name="now">The time of day.</param>
    void Send(TimeSpan elapsed, DateTimeOffset now);
}
