using Microsoft.Extensions.Options;

namespace Tureen;

/// <summary>Refuses unusable options when the host starts.</summary>
internal sealed class TureenOptionsCheck : IValidateOptions<TureenOptions>
{
    /// <summary>Threads. A larger number is a mistake.</summary>
    private const int MaxWorkers = 1024;

    public ValidateOptionsResult Validate(string? name, TureenOptions options) => options switch
    {
        { Workers: < 1 or > MaxWorkers } => ValidateOptionsResult.Fail($"{nameof(options.Workers)} must be within 1..{MaxWorkers}"),
        { WorkerSettings: null } => ValidateOptionsResult.Fail($"{nameof(options.WorkerSettings)} is missing"),
        _ when !Enum.IsDefined(options.Choice) => ValidateOptionsResult.Fail($"unknown {nameof(options.Choice)}"),
        _ => ValidateOptionsResult.Success,
    };
}
