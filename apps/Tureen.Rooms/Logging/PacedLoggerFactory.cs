using Microsoft.Extensions.Options;

namespace Tureen.Rooms.Logging;

/// <summary>Makes loggers that share one budget; all of the server gets its loggers here.</summary>
internal sealed class PacedLoggerFactory(ILoggerFactory inner, TimeProvider time) : ILoggerFactory
{
    private readonly LogBudget _budget = new(time);

    /// <summary>Puts this in the place of the host's factory, over the same providers and filters.</summary>
    public static void AddTo(IServiceCollection services) => services.AddSingleton<ILoggerFactory>(provider =>
        new PacedLoggerFactory(
            new LoggerFactory(
                provider.GetServices<ILoggerProvider>(),
                provider.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>(),
                provider.GetRequiredService<IOptions<LoggerFactoryOptions>>()),
            TimeProvider.System));

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public ILogger CreateLogger(string categoryName) => new PacedLogger(inner.CreateLogger(categoryName), _budget);

    public void Dispose() => inner.Dispose();
}
