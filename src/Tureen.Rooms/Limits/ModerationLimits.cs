namespace Tureen.Rooms.Limits;

/// <summary>Every bound of what hosts and the application do in rooms.</summary>
internal static class ModerationLimits
{
    /// <summary>Guests who wait in the lobby of one room.</summary>
    public const int MaxWaiting = 100;

    /// <summary>Participants whose bans, mutes, rights and admissions a room remembers.</summary>
    public const int MaxRecords = 4_096;

    /// <summary>Bytes (JSON) of the metadata of a room or a participant.</summary>
    public const int MaxMetadataLength = 4_096;

    /// <summary>Bytes (JSON) of the data of a message.</summary>
    public const int MaxMessageLength = 16_384;

    /// <summary>Bytes (UTF-8) of the topic of a message.</summary>
    public const int MaxTopicLength = 256;

    /// <summary>Bytes (UTF-8) of the reason of a removal: a frame that closes a WebSocket takes 123.</summary>
    public const int MaxReasonLength = 120;

    /// <summary>Seconds that a room may stay open when nobody is in it: a day.</summary>
    public const int MaxEmptySeconds = 86_400;

    /// <summary>Seconds that a room stays open at first when it is created ahead.</summary>
    public const int DefaultEmptySeconds = 300;

    /// <summary>Bytes of the body of a request.</summary>
    public const int MaxBodyLength = 65_536;

    /// <summary>How long a guest may wait in the lobby.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(10);

    /// <summary>How long one timer runs at most; a token may be good for longer than the longest timer.</summary>
    public static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);
}
