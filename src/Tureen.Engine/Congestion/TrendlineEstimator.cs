using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion;

/// <summary>Detects growing queues from the trend of the one-way delay, with an adaptive threshold (draft-ietf-rmcat-gcc-02 §5.3 and §5.4).</summary>
internal sealed class TrendlineEstimator
{
    private const int WindowLength = 20;
    private const int MinDeltas = 60;
    private const double Smoothing = 0.9;
    private const double Gain = 4.0;
    private const double OveruseMilliseconds = 10;
    private const double InitialThreshold = 12.5;
    private const double MinThreshold = 6;
    private const double MaxThreshold = 600;
    private const double ThresholdUp = 0.0087;
    private const double ThresholdDown = 0.039;

    /// <summary>A spike this far over the threshold is an outlier, to which the threshold does not adapt.</summary>
    private const double MaxAdaptation = 15;

    private const double MaxStepMilliseconds = 100;

    private readonly double[] _times = new double[WindowLength];
    private readonly double[] _delays = new double[WindowLength];
    private int _next;
    private int _filled;
    private int _deltas;
    private double _accumulated;
    private double _smoothed;
    private double _threshold = InitialThreshold;
    private double _previousTrend;
    private double _overusingFor = -1;
    private int _overuses;
    private Timestamp _adaptedAt = Timestamp.Never;

    public BandwidthUsage Usage { get; private set; }

    /// <summary>Takes the spacing of two groups of packets, in milliseconds.</summary>
    public void Update(Timestamp now, double sendDelta, double arrivalDelta)
    {
        _deltas = Math.Min(_deltas + 1, MinDeltas);
        _accumulated += arrivalDelta - sendDelta;
        _smoothed = (Smoothing * _smoothed) + ((1 - Smoothing) * _accumulated);
        _times[_next] = now.Microseconds / 1000.0;
        _delays[_next] = _smoothed;
        _next = (_next + 1) % WindowLength;
        _filled = Math.Min(_filled + 1, WindowLength);
        double trend = _filled == WindowLength ? Slope() : _previousTrend;
        Detect(now, trend, sendDelta);
    }

    private double Slope()
    {
        double meanTime = 0;
        double meanDelay = 0;
        for (int i = 0; i < WindowLength; i++)
        {
            meanTime += _times[i] / WindowLength;
            meanDelay += _delays[i] / WindowLength;
        }

        double numerator = 0;
        double denominator = 0;
        for (int i = 0; i < WindowLength; i++)
        {
            double time = _times[i] - meanTime;
            numerator += time * (_delays[i] - meanDelay);
            denominator += time * time;
        }

        return denominator == 0 ? _previousTrend : numerator / denominator;
    }

    private void Detect(Timestamp now, double trend, double sendDelta)
    {
        double modified = _deltas * trend * Gain;
        if (modified > _threshold)
        {
            _overusingFor = _overusingFor < 0 ? sendDelta / 2 : _overusingFor + sendDelta;
            _overuses++;
            if (_overusingFor > OveruseMilliseconds && _overuses > 1 && trend >= _previousTrend)
            {
                _overusingFor = 0;
                _overuses = 0;
                Usage = BandwidthUsage.Overusing;
            }
        }
        else
        {
            _overusingFor = -1;
            _overuses = 0;
            Usage = modified < -_threshold ? BandwidthUsage.Underusing : BandwidthUsage.Normal;
        }

        _previousTrend = trend;
        AdaptThreshold(now, Math.Abs(modified));
    }

    private void AdaptThreshold(Timestamp now, double modified)
    {
        double step = _adaptedAt.IsNever ? 0 : Math.Min((now - _adaptedAt).TotalMilliseconds, MaxStepMilliseconds);
        _adaptedAt = now;
        if (modified <= _threshold + MaxAdaptation)
        {
            double speed = modified < _threshold ? ThresholdDown : ThresholdUp;
            _threshold = Math.Clamp(_threshold + (speed * (modified - _threshold) * step), MinThreshold, MaxThreshold);
        }
    }
}
