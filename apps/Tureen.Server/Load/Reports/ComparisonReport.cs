namespace Tureen.Server.Load.Reports;

/// <summary>The same packets by the server's own counters.</summary>
/// <param name="Tracks">How many received tracks were compared.</param>
/// <param name="ServerSent">Packets that the server counted as sent, once each.</param>
/// <param name="Received">Packets that came here, and those that were missing.</param>
/// <param name="DifferencePercent">Of the two.</param>
/// <param name="ServerReceived">Packets that the server counted as received from these participants, and those that it missed.</param>
/// <param name="Sent">Packets that these participants sent.</param>
/// <param name="SentDifferencePercent">Of these two.</param>
internal sealed record ComparisonReport(
    int Tracks, long ServerSent, long Received, double DifferencePercent, long ServerReceived, long Sent, double SentDifferencePercent);
