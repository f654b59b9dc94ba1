namespace Tureen.Rooms.Limits;

/// <summary>Every bound of what operators see live.</summary>
internal static class DashboardLimits
{
    /// <summary>Dashboards that are open.</summary>
    public const int MaxListeners = 16;

    /// <summary>Rooms with their participants in one picture of the server; further ones are counted.</summary>
    public const int MaxRooms = 200;

    /// <summary>Participants of one room in that picture.</summary>
    public const int MaxParticipantsPerRoom = 100;

    /// <summary>Decisions that are remembered.</summary>
    public const int MaxDecisions = 500;

    /// <summary>Among how many of the latest decisions an equal one is counted instead of added, so that one who tries again and again fills no list.</summary>
    public const int MaxRepeatDistance = 32;

    /// <summary>How often a dashboard gets a picture.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>How long one answer lasts. The dashboard then asks again, with a token that is checked again.</summary>
    public static readonly TimeSpan MaxStreamTime = TimeSpan.FromMinutes(5);
}
