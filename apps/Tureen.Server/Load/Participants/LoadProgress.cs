using Tureen.Server.Load.Reports;

namespace Tureen.Server.Load.Participants;

/// <summary>How far a load is.</summary>
/// <param name="Phase">What is going on.</param>
/// <param name="Wanted">Participants that are to be in.</param>
/// <param name="Failed">Participants that failed so far.</param>
/// <param name="LatencyMedian">Milliseconds, of video if there is any.</param>
/// <param name="Sample">The last second.</param>
internal sealed record LoadProgress(string Phase, int Wanted, int Failed, double LatencyMedian, LoadSample Sample);
