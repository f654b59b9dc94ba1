namespace Tureen.Rooms.Dashboard;

/// <summary>A participant, and how good its connection is.</summary>
/// <param name="Info">The participant as the API has it.</param>
/// <param name="Address">Where it comes from.</param>
/// <param name="SentScore">How well its worst track arrives, from 0 to 10 as mediasoup scores; null when it sends nothing.</param>
/// <param name="Received">Media of others that it gets.</param>
/// <param name="ReceivedScore">How well the worst of them arrives; null when there is none.</param>
/// <param name="AvailableBitrate">Bits per second that its connection carries; null when that is not known.</param>
/// <param name="DesiredBitrate">Bits per second that would give it all that it wants.</param>
internal sealed record ParticipantPicture(
    ParticipantInfo Info, string Address, int? SentScore, int Received, int? ReceivedScore, long? AvailableBitrate, long? DesiredBitrate);
