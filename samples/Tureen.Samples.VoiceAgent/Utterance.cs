namespace Tureen.Samples.VoiceAgent;

/// <summary>What a person says, with what came shortly before it was noticed.</summary>
internal sealed class Utterance(int sampleRate, TimeSpan longest)
{
    private readonly int _lead = sampleRate / 4;
    private readonly List<short> _samples = [];

    public void Add(ReadOnlySpan<short> frame, bool isSpeaking)
    {
        int limit = isSpeaking ? (int)(longest.TotalSeconds * sampleRate) : _lead;
        _samples.AddRange(frame);
        if (_samples.Count > limit)
        {
            _samples.RemoveRange(0, _samples.Count - limit);
        }
    }

    public short[] Take()
    {
        short[] all = [.. _samples];
        _samples.Clear();
        return all;
    }
}
