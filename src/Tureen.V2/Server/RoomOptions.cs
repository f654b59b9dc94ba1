namespace Tureen.V2;

/// <summary>How a room is made.</summary>
public sealed record RoomOptions
{
    /// <summary>Which worker carries it, from 0; the next one unless set.</summary>
    public int? WorkerIdx { get; init; }

    /// <summary>Which header extensions it offers.</summary>
    public HeaderExtensionSet HeaderExtensionSet { get; init; } = HeaderExtensionSet.Compatible;
}
