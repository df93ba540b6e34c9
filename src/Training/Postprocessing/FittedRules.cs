using Studio.Contracts.Packages;

namespace Studio.Training.Postprocessing;

/// <param name="Rules">Null where no rule made the validation result better.</param>
/// <param name="Description">What was chosen and what it brought, for a person.</param>
sealed record FittedRules(PostprocessingRules? Rules, string Description);
